using System.Collections.Immutable;
using System.Globalization;

namespace Signpost.Directory;

/// <summary>Questions and answers in one line, for the trace: never a password or a token.</summary>
internal static class LdapWords
{
    public static string Of(LdapOperation question, ImmutableArray<LdapControl> controls) => OneLine.Of(question switch
    {
        LdapOperation.Search search => $"search base={search.What.BaseDn} scope={ScopeOf(search.What.Scope)} filter={search.What.Filter} attributes={AttributesOf(search.What)}{PageOf(controls)}",
        LdapOperation.SimpleBind bind => $"bind simple name={bind.Name}",
        LdapOperation.SaslBind bind => $"bind sasl mechanism={bind.Mechanism}",
        LdapOperation.Add add => $"add dn={add.Entry.DistinguishedName} attributes={string.Join(',', add.Entry.AttributeNames)}",
        LdapOperation.Modify modify => $"modify dn={modify.DistinguishedName} {string.Join(' ', modify.Changes.Select(ChangeOf))}",
        LdapOperation.Delete delete => $"delete dn={delete.DistinguishedName}",
        LdapOperation.Extended { Oid: LdapOperation.Extended.StartTls } => "startTLS",
        LdapOperation.Extended extended => $"extended {extended.Oid}",
        _ => throw new UnreachableException(),
    });

    public static string Of(LdapReply reply) => reply switch
    {
        LdapReply.Answered { Last: LdapOperation.SearchDone } found =>
            $"{Count(found.Entries.Length, "entry", "entries")}, {Count(found.References, "reference", "references")}, {Of(found.Answer)}",
        LdapReply.Answered answered => $"{NameOf(answered.Last)} {Of(answered.Answer)}",
        LdapReply.Failed failed => failed.Failure.Describe(),
        _ => throw new UnreachableException(),
    };

    public static string Of(LdapAnswer answer) =>
        answer.Diagnostic is "" ? LdapResult.NameOf(answer.Code) : $"{LdapResult.NameOf(answer.Code)}: {OneLine.Of(answer.Diagnostic)}";

    private static string NameOf(LdapOperation answer) => answer switch
    {
        LdapOperation.BindDone => "bindResponse",
        LdapOperation.ModifyDone => "modifyResponse",
        LdapOperation.AddDone => "addResponse",
        LdapOperation.DeleteDone => "delResponse",
        LdapOperation.ExtendedDone => "extendedResponse",
        _ => throw new UnreachableException(),
    };

    private static string ScopeOf(SearchScope scope) => scope switch
    {
        SearchScope.Base => "base",
        SearchScope.OneLevel => "onelevel",
        SearchScope.Subtree => "subtree",
        _ => throw new UnreachableException(),
    };

    private static string AttributesOf(DirectorySearch search) => search.Attributes is [] ? "*" : string.Join(',', search.Attributes);

    private static string PageOf(ImmutableArray<LdapControl> controls) => LdapControl.PageAsked(controls) switch
    {
        { Cookie.Span.IsEmpty: true } page => string.Create(CultureInfo.InvariantCulture, $" page={page.Size}"),
        { } page => string.Create(CultureInfo.InvariantCulture, $" page={page.Size} continued"),
        null => "",
    };

    private static string ChangeOf(AttributeChange change)
    {
        var kind = change.Kind switch
        {
            ChangeKind.Add => "add",
            ChangeKind.Delete => "delete",
            ChangeKind.Replace => "replace",
            _ => throw new UnreachableException(),
        };
        return $"{kind}:{change.Attribute}({Count(change.Values.Length, "value", "values")})";
    }

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
