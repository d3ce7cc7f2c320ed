using System.Text.Json;
using Goji.Ports;

namespace Goji.Kubernetes.Jobs;

/// <summary>Reads the part of Jobs that Goji reads, from the API's JSON and without the model classes.</summary>
internal static class JobJson
{
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static ObservedJob Read(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content, JsonReading.Deep);
        reader.Read();
        return JobFields.Read(ref reader, previous: null);
    }

    /// <summary>Reads a page of a list.</summary>
    /// <exception cref="JsonException">The text is no list of Jobs, or not all of one.</exception>
    public static List<ObservedJob> ReadList(ReadOnlySpan<byte> page)
    {
        var jobs = new List<ObservedJob>();
        string? kind = null;
        var reader = new Utf8JsonReader(page, JsonReading.Deep);
        reader.Read();
        while (reader.ReadName())
        {
            if (reader.ValueTextEquals("kind"u8))
            {
                kind = reader.ReadText();
            }
            else if (!reader.ValueTextEquals("items"u8))
            {
                reader.Skip();
            }
            else if (reader.BeginArray())
            {
                while (reader.ReadItem())
                {
                    jobs.Add(JobFields.Read(ref reader, jobs.LastOrDefault()));
                }
            }
        }

        // Only at the end of the text is the list known to be whole.
        return kind == "JobList" && !reader.Read() ? jobs : throw new JsonException("The text is no list of Jobs.");
    }

    /// <summary>The token of the next page of a list, which precedes the items; null where there is none.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static string? ContinuationOf(ReadOnlySpan<byte> page)
    {
        var reader = new Utf8JsonReader(page, JsonReading.Deep);
        reader.Read();
        while (reader.ReadName())
        {
            if (!reader.ValueTextEquals("metadata"u8))
            {
                reader.Skip();
            }
            else if (reader.BeginObject())
            {
                while (reader.ReadName())
                {
                    if (reader.ValueTextEquals("continue"u8))
                    {
                        return reader.ReadText() is { Length: > 0 } token ? token : null;
                    }

                    reader.Skip();
                }

                return null;
            }
        }

        return null;
    }

    public static JobCondition ReadCondition(JsonElement condition) => new(
        condition.Text("type"),
        condition.Text("status"),
        condition.Text("reason"),
        condition.Text("message"),
        ((JsonElement?)condition).Time("lastTransitionTime"));
}
