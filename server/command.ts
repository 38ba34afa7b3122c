/** Entry of the commands: `node build/command.js NAME …`. */
import { operate } from "./operator.ts";

const { code, lines } = await operate(process.argv.slice(2), process.env);
for (const line of lines) (code === 0 ? console.log : console.error)(line);
process.exitCode = code;
