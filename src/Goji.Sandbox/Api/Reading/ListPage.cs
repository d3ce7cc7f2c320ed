using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Reading;

internal sealed record ListPage(IReadOnlyList<StoredObject> Items, long Version, string? Continue, int? Remaining);
