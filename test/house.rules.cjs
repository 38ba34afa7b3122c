/**
 * Who may import whom. Rooms of app/ never take a value from server/; each package has one room that may know it.
 * Type-only imports are told apart (`preCompilationDeps`), and cycles of values are forbidden.
 */
const room = (name, from, allowed) => ({
  name: `${name}-imports-only-its-neighbours`,
  severity: "error",
  from: { path: `^${from}/` },
  to: {
    path: "^(app|server|prisma|test)/",
    pathNot: [`^${from}/`, ...allowed.map((to) => `^${to}`)],
    dependencyTypesNot: ["type-only"],
  },
});

const only = (name, packages, rooms) => ({
  name: `only-${name}`,
  severity: "error",
  from: { path: "^(app|server|prisma)/", pathNot: rooms.map((from) => `^${from}`) },
  to: { path: packages.map((pack) => `(^|node_modules/)${pack}(/|$)`) },
});

const inner = ["app/domain/", "app/document/", "app/i18n/"];

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "app-never-takes-a-value-from-server",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^(server|prisma|test)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "app-knows-the-server-only-through-the-door",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/load-context\\.d\\.ts$" },
      to: { path: "^server/", pathNot: "^server/services/" },
    },
    {
      name: "product-never-imports-tests",
      severity: "error",
      from: { path: "^(app|server|prisma)/" },
      to: { path: "^test/" },
    },
    {
      name: "domain-is-pure",
      severity: "error",
      from: { path: "^app/domain/" },
      to: { dependencyTypes: ["npm", "npm-dev", "npm-peer", "core"] },
    },
    {
      name: "server-takes-only-inner-rooms-of-app",
      severity: "error",
      from: { path: "^server/" },
      to: {
        path: "^app/",
        pathNot: [...inner, "app/forms/"].map((to) => `^${to}`),
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      from: { path: "^(app|server|prisma)/" },
      to: { couldNotResolve: true },
    },
    room("domain", "app/domain", []),
    room("document", "app/document", ["app/domain/"]),
    room("i18n", "app/i18n", ["app/domain/"]),
    room("forms", "app/forms", ["app/domain/"]),
    room("components", "app/components", [...inner, "app/answers"]),
    room("editor", "app/editor", [...inner, "app/components/"]),
    room("backup", "server/backup", ["app/domain/"]),
    room("proof", "server/proof", ["app/domain/"]),
    room("live", "app/live", []),
    room("store", "server/store", ["app/domain/", "server/proof/"]),
    room("present", "server/present", inner),
    room("intake", "server/intake", inner),
    room("mail", "server/mail", inner),
    room("auth", "server/auth", ["app/domain/", "server/store/", "server/clock\\.ts"]),
    room("services", "server/services", [
      ...inner,
      "server/(store|backup|proof|present|intake|auth|mail)/",
      "server/(bus|clock|env|log)\\.ts",
    ]),
    room("realtime", "server/realtime", ["app/domain/", "app/document/", "server/(bus|clock|env|log)\\.ts"]),
    room("jobs", "server/jobs", [
      "app/domain/",
      "app/document/",
      "server/(services|store|mail)/",
      "server/(bus|clock|env|log)\\.ts",
    ]),
    room("web", "server/web", [
      "app/domain/",
      "app/i18n/",
      "server/(auth|services)/",
      "server/(bus|clock|env|load|log)\\.ts",
    ]),
    only(
      "store-knows-prisma",
      ["@prisma", "@electric-sql", "pg", "pglite-prisma-adapter", "fs-native-extensions"],
      ["server/store/", "prisma/"],
    ),
    only("auth-knows-lucia-and-argon2", ["lucia", "@node-rs/argon2"], ["server/auth/"]),
    only("realtime-knows-socket-io", ["socket.io", "socket.io-adapter"], ["server/realtime/"]),
    // The parser joins hot messages into one frame, on both ends of the line.
    only("line-knows-its-parser", ["socket.io-parser"], ["server/realtime/", "app/editor/"]),
    only("jobs-knows-pg-boss", ["pg-boss"], ["server/jobs/"]),
    only("web-knows-express", ["express", "helmet", "compression", "@remix-run/express"], ["server/web/"]),
    only("intake-knows-sent-files", ["busboy", "file-type"], ["server/intake/"]),
    only("present-knows-tables-for-spreadsheets", ["csv-stringify"], ["server/present/"]),
    only("intake-knows-foreign-texts", ["mammoth", "markdown-it", "linkedom"], ["server/intake/"]),
    only("present-knows-word", ["docx"], ["server/present/"]),
    only("mail-knows-nodemailer", ["nodemailer"], ["server/mail/"]),
    only("forms-knows-zod", ["zod"], ["app/forms/"]),
    only("i18n-knows-i18next", ["i18next"], ["app/i18n/"]),
  ],
  options: {
    doNotFollow: { path: ["node_modules"] },
    exclude: { path: ["server/store/generated"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".d.ts", ".js", ".mjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
};
