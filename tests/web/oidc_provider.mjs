// A real OpenID provider on loopback for tests: npm oidc-provider, PKCE required, Pro Santé Connect's scope and claims.
// usage: node oidc_provider.mjs NODE_MODULES REDIRECT_URI LOGOUT_URI — prints its issuer once it listens.
// Whoever stands there is named by two headers, x-who and x-acr; x-code-seconds shortens the life of the next code.
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , modules, redirectUri, logoutUri] = process.argv;
const { Provider } = await import(pathToFileURL(join(modules, "oidc-provider", "lib", "index.js")));

const SCOPES = "openid email scope_all";
const PEOPLE = {
  zoe: { SubjectNameID: "899700000017", email: "ZOE@exemple.fr", email_verified: true, family_name: "OEIL" },
  ali: { SubjectNameID: "ANS20231122132732", email: "ali@exemple.fr", email_verified: true },
  doubtful: { email: "zoe@exemple.fr", email_verified: false },
};
const server = createServer();
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
let codeSeconds = 60;

const client = (client_id, more) => ({
  client_id,
  redirect_uris: [redirectUri],
  post_logout_redirect_uris: [logoutUri],
  grant_types: ["authorization_code"],
  response_types: ["code"],
  scope: SCOPES,
  ...more,
});
const provider = new Provider(issuer, {
  clients: [
    client("releve", { client_secret: "un secret:a/encoder+%", token_endpoint_auth_method: "client_secret_basic" }),
    client("public", { token_endpoint_auth_method: "none" }),
  ],
  clientAuthMethods: ["client_secret_basic", "none"],
  pkce: { required: () => true },
  scopes: ["openid", "email", "scope_all"],
  claims: { openid: ["sub"], email: ["email", "email_verified"], scope_all: ["SubjectNameID", "family_name"] },
  acrValues: ["eidas1"],
  cookies: { keys: ["a key of tests"] },
  features: { devInteractions: { enabled: false } },
  ttl: { AuthorizationCode: () => codeSeconds, AccessToken: 60, IdToken: 60, Interaction: 60, Session: 60, Grant: 60 },
  interactions: { url: (_ctx, interaction) => `/here/${interaction.uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
  async loadExistingGrant(ctx) {
    const { clientId } = ctx.oidc.client;
    const grant = new ctx.oidc.provider.Grant({ clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope(SCOPES);
    await grant.save();
    return grant;
  },
});

const answer = provider.callback();
server.on("request", async (request, response) => {
  if (!request.url.startsWith("/here/")) return answer(request, response);
  const { "x-who": who, "x-acr": acr, "x-code-seconds": seconds } = request.headers;
  codeSeconds = Number(seconds ?? 60);
  const result = who
    ? { login: { accountId: who, acr: acr || undefined, remember: false } }
    : { error: "access_denied", error_description: "nobody there" };
  await provider.interactionFinished(request, response, result);
});
console.log(issuer);
