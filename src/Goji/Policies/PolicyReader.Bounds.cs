using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Policies;

internal sealed partial class PolicyReader
{
    private string? Account(JsonObject body)
    {
        if (!body.TryGetPropertyValue("impersonate", out var node))
        {
            return null;
        }

        // It is sent as a header.
        if (PodField.Text(node) is { Length: > 0 } user && user.All(letter => letter is > ' ' and < '\x7f'))
        {
            return user;
        }

        Add("The value of 'impersonate' is not the name of a user, such as system:serviceaccount:team-a:goji-jobs.");
        return null;
    }

    private int Number(string key, JsonNode? node)
    {
        if (node?.GetValueKind() == JsonValueKind.Number
            && int.TryParse(node.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Add($"The value of '{key}' is not a number such as 1.");
        return 0;
    }

    private Dictionary<string, int> Limits(JsonNode? node)
    {
        if (node is not (null or JsonObject))
        {
            Add("The value of 'groupLimits' is not a mapping of groups to numbers, such as {orders-db: 1}.");
        }

        return (node as JsonObject ?? []).ToDictionary(
            limit => limit.Key, limit => Number($"groupLimits.{limit.Key}", limit.Value), StringComparer.Ordinal);
    }

    /// <summary>Reads the keys. Where they cannot be read, the policy is refused: nothing starts unverified.</summary>
    private TrustedSigners? Signers(JsonNode? node)
    {
        if (node is not JsonObject { Count: > 0 } body || body.Any(field => field.Key is not ("allowedSigners" or "keys")))
        {
            Add("The value of 'verify' is not a mapping with lists of files, 'allowedSigners' and 'keys'.");
            return null;
        }

        var (ssh, openPgp) = (Files(body, "allowedSigners"), Files(body, "keys"));
        if (ssh.All(char.IsWhiteSpace) && openPgp.All(char.IsWhiteSpace))
        {
            Add("'verify' names no key. Write files with keys into 'allowedSigners' (ssh) or 'keys' (OpenPGP).");
        }

        return new(ssh, openPgp);
    }

    private string Files(JsonObject body, string key)
    {
        var content = new StringBuilder();
        foreach (var file in Texts(body, key) ?? [])
        {
            try
            {
                content.Append(readFile(file).TrimEnd('\n')).Append('\n');
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or GojiUsageException)
            {
                Add($"The file '{file}' of '{key}' cannot be read: {failure.Message}");
            }
        }

        return content.ToString();
    }
}
