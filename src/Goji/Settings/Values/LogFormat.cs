namespace Goji.Settings.Values;

/// <summary>The form of the server's log.</summary>
internal enum LogFormat
{
    Json,
    Text,
}
