export * from "./cloud-api";
export * from "./cloud-api-error";
export { type CloudApiRequest, isCloudApiRequest, largestCloudApiBody } from "./cloud-api-request";
export { type CloudApiKeys } from "./cloud-api-signature";
