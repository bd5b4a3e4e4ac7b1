/** What the build writes into the app. */
interface ImportMetaEnv {
  /** `version` of package.json. */
  readonly APP_VERSION: string;
}
