using Signpost.Server.Logon;
using Signpost.Transport;

namespace Signpost.Server.Ews;

/// <summary>A request of EWS from somebody who proved who he is.</summary>
/// <param name="Message">The whole of it.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Server">What this server says it is; every answer carries it.</param>
internal sealed record EwsQuestion(ReadOnlyMemory<byte> Message, Caller Caller, ServerVersionInfo Server)
{
    /// <summary>By what the log knows the request.</summary>
    public string Id { get; init; } = "";

    /// <summary>Whether another CAS asks for somebody else.</summary>
    public bool IsProxied { get; init; }

    /// <summary>How the log writes a user's name or a mailbox address.</summary>
    public Func<string, string> InLog { get; init; } = _ => "-";
}
