// Compares GraphQL queries with GitHub's own schema, and counts what they cost: `node graphql.mjs JSON`, where the JSON is a
// list of { query, variables }; the answer is a list of { errors, nodes, requests }.
import { buildSchema, NoDeprecatedCustomRule, parse, specifiedRules, validate } from "graphql";
import { schema } from "@octokit/graphql-schema";

// GitHub defines two of its fields twice, which is none of our business.
const github = buildSchema(schema.idl, { assumeValidSDL: true });

/** What GitHub counts: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
function count(selections, variables, times, sum) {
  for (const field of selections) {
    let inner = times;
    const first = field.arguments?.find((argument) => argument.name.value === "first")?.value;
    if (first) {
      sum.requests += times;
      inner = times * (first.kind === "Variable" ? variables[first.name.value] : Number(first.value));
      sum.nodes += inner;
    }
    count(field.selectionSet?.selections ?? [], variables, inner, sum);
  }
  return sum;
}

const answers = JSON.parse(process.argv[2]).map(({ query, variables }) => {
  const document = parse(query);
  const errors = validate(github, document, [...specifiedRules, NoDeprecatedCustomRule]).map(String);
  const [operation] = document.definitions;
  return { errors, ...count(operation.selectionSet.selections, variables, 1, { requests: 0, nodes: 0 }) };
});
console.log(JSON.stringify(answers));
