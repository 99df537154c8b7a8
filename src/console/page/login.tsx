import { useState } from "preact/hooks";
import { say, type PageLanguage } from "./words";

/** The way in. */
export function Login(props: {
  language: PageLanguage;
  problem: string;
  onSubmit: (given: { password: string; name: string }) => void;
  setLanguage: (language: PageLanguage) => void;
}) {
  const { language, problem, onSubmit, setLanguage } = props;
  const [password, setPassword] = useState("");
  const [name, setName] = useState("");
  const submit = (event: Event): void => {
    event.preventDefault();
    onSubmit({ password, name });
    setPassword("");
  };
  return (
    <form class="card login" onSubmit={submit}>
      <h1>mgobe-migrate · {say(language, "console")}</h1>
      <label>
        {say(language, "password")}
        <input
          id="password"
          type="password"
          autocomplete="current-password"
          required
          autofocus
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </label>
      <label>
        {say(language, "yourName")}
        <input
          id="name"
          autocomplete="username"
          maxLength={40}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      {problem && (
        <p class="bad" role="alert">
          {problem}
        </p>
      )}
      <div class="buttons">
        <button type="button" onClick={() => setLanguage(language === "zh" ? "en" : "zh")}>
          {language === "zh" ? "English" : "中文"}
        </button>
        <button class="primary">{say(language, "logIn")}</button>
      </div>
    </form>
  );
}
