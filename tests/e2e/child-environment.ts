/** Of commands that tests start: Playwright asks for colours, which Node warns of where another setting forbids them. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, ...environment } = process.env;
  return environment;
}
