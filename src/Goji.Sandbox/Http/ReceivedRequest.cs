namespace Goji.Sandbox.Http;

internal sealed record ReceivedRequest(ApiRequest Request, bool KeepsAlive);
