namespace Goji.Notifications.Messages;

/// <summary>The form of messages that one kind of receiver takes.</summary>
internal interface IMessageForm
{
    /// <summary>The request that posts a message.</summary>
    HttpRequestMessage RequestOf(Uri address, JobMessage message);
}
