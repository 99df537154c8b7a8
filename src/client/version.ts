/** Version of this library, which its server shows in the console; that of the package (a test holds it there). */
export const libraryVersion = "0.1.0";
