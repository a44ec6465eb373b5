using System.Collections.Immutable;

namespace Signpost.Server.Registration;

/// <summary>The rights that keeping an SCP takes: to create and delete containers and SCPs below one container, and to write the SCPs there.</summary>
internal static class ScpRights
{
    // The schemaIDGUIDs of the two classes (MS-ADSC).
    private const string Container = "bf967a8b-0de6-11d0-a285-00aa003049e2";
    private const string Scp = "28630ec1-41d5-11d1-a9c1-0000f80367c1";

    /// <summary>What an administrator runs, on Windows or on Samba; nothing for a shell that would read the names otherwise than they are written.</summary>
    public static ImmutableArray<string> CommandsFor(string container, string who) =>
    [
        .. IsPlain(container) && IsPlain(who) ? (string[])
        [
            $"dsacls \"{container}\" /I:T /G \"{who}:CCDC;container;\" \"{who}:CCDC;serviceConnectionPoint;\"",
            $"dsacls \"{container}\" /I:S /G \"{who}:RPWP;;serviceConnectionPoint\"",
        ] : [],
        .. who.Contains(' ', StringComparison.Ordinal) ? (string[])[] : [$"samba-tool user show {Quoted(Account(who))} --attributes=objectSid    # what to write for SID below"],
        $"samba-tool dsacl set --objectdn={Quoted(container)} --sddl='(OA;CI;CCDC;{Container};;SID)(OA;CI;CCDC;{Scp};;SID)(OA;CIIO;RPWP;;{Scp};SID)'",
    ];

    // samba-tool knows people by their short names: of svc-cas@contoso.test and CONTOSO\svc-cas alike svc-cas.
    private static string Account(string who) => who[(who.LastIndexOf('\\') + 1)..].Split('@')[0];

    // Between double quotes these mean something to cmd.exe or PowerShell.
    private static bool IsPlain(string text) => !text.Any(c => char.IsControl(c) || c is '"' or '%' or '$' or '`');

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
