import { type BilingualText } from "../../../src/contract";

/** How to do one thing on one system. */
export interface TrustInstruction {
  readonly system: BilingualText;
  /** A command, or a way through menus. */
  readonly how: BilingualText;
}

const same = (text: string): BilingualText => ({ en: text, zh: text });

/**
 * How to make systems trust the development authority; one step each, to be done once per machine.
 *
 * @param authorityFile file of the authority's certificate
 */
export function getTrustInstructions(authorityFile: string): TrustInstruction[] {
  return [
    {
      system: same("macOS"),
      how: same(
        `sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain "${authorityFile}"`,
      ),
    },
    {
      system: { en: "Windows, as administrator", zh: "Windows（管理员）" },
      how: same(`certutil -addstore -f Root "${authorityFile}"`),
    },
    {
      system: { en: "Debian, Ubuntu", zh: "Debian、Ubuntu" },
      how: same(
        `sudo cp "${authorityFile}" /usr/local/share/ca-certificates/mgobe-migrate.crt && sudo update-ca-certificates`,
      ),
    },
    {
      system: { en: "Chromium and Chrome on Linux", zh: "Linux 上的 Chromium、Chrome" },
      how: same(`certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n mgobe-migrate -i "${authorityFile}"`),
    },
    {
      system: same("Firefox"),
      how: {
        en: "Settings, Privacy & Security, View Certificates, Authorities, Import",
        zh: "设置 → 隐私与安全 → 查看证书 → 证书颁发机构 → 导入",
      },
    },
    {
      system: { en: "WeChat devtools", zh: "微信开发者工具" },
      how: {
        en: "Details, Local settings: switch off the checks of domains, TLS version and HTTPS certificates",
        zh: "详情 → 本地设置：勾选「不校验合法域名、web-view（业务域名）、TLS 版本以及 HTTPS 证书」",
      },
    },
    {
      system: { en: "Phones", zh: "手机" },
      how: {
        en: `Send ${authorityFile} to the phone and install it as a CA certificate; iOS also wants it switched on under Settings, General, About, Certificate Trust Settings`,
        zh: `把 ${authorityFile} 发送到手机并作为 CA 证书安装；iOS 还需在 设置 → 通用 → 关于本机 → 证书信任设置 中启用`,
      },
    },
  ];
}
