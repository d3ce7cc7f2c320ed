using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using Goji.Model;
using Goji.Ports.Notifications;

namespace Goji.Notifications.Messages;

/// <summary>
/// Messages as CloudEvents 1.0 in structured mode (https://github.com/cloudevents/spec), signed as Standard Webhooks are
/// (https://www.standardwebhooks.com) where there is a key.
/// </summary>
/// <param name="key">The key of the signature; null for none.</param>
/// <param name="time">The clock.</param>
internal sealed class CloudEventMessages(string? key, TimeProvider time) : IMessageForm
{
    public HttpRequestMessage RequestOf(Uri address, JobMessage message)
    {
        var body = Encoding.UTF8.GetBytes(Structured(EventOf(message).Validate()).ToJsonString());
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (key is not null)
        {
            var sentAt = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{message.Id}.{sentAt}."), .. body];
            request.Headers.Add("webhook-id", message.Id);
            request.Headers.Add("webhook-timestamp", sentAt);
            request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(KeyBytes(key), signed))}");
        }

        return request;
    }

    // The JSON formatters of the package work by reflection, which a native program does not have.
    private static JsonObject Structured(CloudEvent written)
    {
        var json = new JsonObject { [CloudEventsSpecVersion.SpecVersionAttribute.Name] = written.SpecVersion.VersionId };
        foreach (var (attribute, value) in written.GetPopulatedAttributes())
        {
            json[attribute.Name] = attribute.Format(value);
        }

        json["data"] = (JsonObject)written.Data!;
        return json;
    }

    private static CloudEvent EventOf(JobMessage message)
    {
        var notification = message.Notification;
        return new(CloudEventsSpecVersion.V1_0)
        {
            Id = message.Id,
            Source = SourceOf(message.Repository),
            Type = $"run.goji.job.{TypeOf(notification.State)}",
            Subject = notification.File,
            Time = (notification.Since ?? DateTimeOffset.UnixEpoch).ToUniversalTime(),
            DataContentType = "application/json",
            Data = new JsonObject
            {
                ["file"] = notification.File,
                ["state"] = TypeOf(notification.State),
                ["title"] = message.Title,
                ["reason"] = message.Reason,
                ["runId"] = notification.RunId,
                ["commit"] = notification.Commit,
                ["failuresBefore"] = notification.FailuresBefore,
                ["link"] = message.Link,
                ["log"] = new JsonArray([.. message.Log.Select(line => JsonValue.Create(line))]),
            },
        };
    }

    private static string TypeOf(NotificationState state) =>
        state == NotificationState.Running ? "processing" : state.ToString().ToLowerInvariant();

    // A source is a URI reference, which git@host:path is not.
    private static Uri SourceOf(string repository) =>
        RemoteAddress.IsSsh(repository) && RemoteUrlParts.Of(repository) is { } place
            ? new($"ssh://{place.Host}/{UrlPath.Escape(place.Segments)}")
        : Uri.TryCreate(repository, UriKind.Absolute, out var address) ? new(address.AbsoluteUri)
        : new(Uri.EscapeDataString(repository), UriKind.Relative);

    // Standard Webhooks writes keys as whsec_ and base64.
    private static byte[] KeyBytes(string key)
    {
        const string Prefix = "whsec_";
        var bytes = new byte[key.Length];
        return key.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(key[Prefix.Length..], bytes, out var count)
            ? bytes[..count]
            : Encoding.UTF8.GetBytes(key);
    }
}
