// Is this file an OpenAPI 3.1 document? Prints what is wrong; the exit status tells.
import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";

const validator = new Validator();
const result = await validator.validate(JSON.parse(readFileSync(process.argv[2], "utf8")));
for (const error of result.errors ?? []) {
    console.log(`${error.instancePath}: ${error.message}`);
}
if (result.valid) {
    const { paths, webhooks } = validator.specification;
    console.log(`OpenAPI ${validator.version}: ${Object.keys(paths).length} paths, ${Object.keys(webhooks).length} webhook`);
}
process.exit(result.valid ? 0 : 1);
