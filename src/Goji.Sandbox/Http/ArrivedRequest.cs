namespace Goji.Sandbox.Http;

internal sealed record ArrivedRequest(ApiRequest Request, bool KeepsAlive);
