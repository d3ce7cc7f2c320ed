namespace Goji.Git.Remotes.Server.Protocol;

/// <summary>The kinds of packet in git's wire protocol (gitprotocol-common).</summary>
internal enum PacketKind
{
    /// <summary>A packet with content.</summary>
    Data,

    /// <summary><c>0000</c>: the end of a message.</summary>
    Flush,

    /// <summary><c>0001</c>: the end of a section.</summary>
    Delimiter,

    /// <summary>The stream has ended.</summary>
    End,
}
