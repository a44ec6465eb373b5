using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Signpost.Directory;

namespace Signpost.Server.Tests.Registration;

/// <summary>A directory in memory that can be changed: searched as an export is, with the refusals of a domain controller.</summary>
internal sealed class MemoryDirectory : IWritableDirectory
{
    private const int NoSuchValue = 16, ValueThere = 20, NoSuchObject = 32, NoRight = 50, NotALeaf = 66, AlreadyThere = 68;

    private readonly Dictionary<DistinguishedName, DirectoryEntry> entries = [];
    private int created;

    /// <summary>Configuration, Services and, as Exchange leaves them, organizations with their administrative group and its servers.</summary>
    public MemoryDirectory(params ReadOnlySpan<string> organizations)
    {
        Put("CN=Configuration,DC=contoso,DC=test", "configuration");
        Put($"CN=Services,{Configuration}", "container");
        foreach (var organization in organizations)
        {
            foreach (var above in (string[])
                [
                    $"CN=Microsoft Exchange,CN=Services,{Configuration}", $"CN={organization},CN=Microsoft Exchange,CN=Services,{Configuration}",
                    $"CN=Administrative Groups,CN={organization},CN=Microsoft Exchange,CN=Services,{Configuration}",
                    $"CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,CN={organization},CN=Microsoft Exchange,CN=Services,{Configuration}",
                    Servers(organization),
                ])
            {
                Put(above, "container");
            }
        }
    }

    public static string Configuration => "CN=Configuration,DC=contoso,DC=test";

    public string Source => "ldap://dc1.contoso.test";

    public RootDse RootDse => new("DC=contoso,DC=test", Configuration, "dc1.contoso.test", []);

    /// <summary>Who may write where; everybody everywhere unless a test says otherwise.</summary>
    public Func<DistinguishedName, bool> MayWrite { get; set; } = _ => true;

    /// <summary>What may be seen.</summary>
    public Func<DistinguishedName, bool> MaySee { get; set; } = _ => true;

    /// <summary>What happens before each operation.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Fails every operation while it is set.</summary>
    public DirectoryFailure? Away { get; set; }

    public int Writes { get; private set; }

    public IEnumerable<string> Names => entries.Keys.Select(name => name.ToString()).Order(StringComparer.Ordinal);

    public static string Servers(string organization) =>
        $"CN=Servers,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,CN={organization},CN=Microsoft Exchange,CN=Services,{Configuration}";

    public static string Scp(string organization, string cas) => $"CN={cas},CN=Autodiscover,CN=Protocols,CN={cas},{Servers(organization)}";

    /// <summary>An object as it lies there: each attribute with its values, and when it was created.</summary>
    public string Text(string dn) => entries.TryGetValue(DistinguishedName.Parse(dn), out var entry)
        ? string.Join('\n', entry.AttributeNames.Order(StringComparer.Ordinal).SelectMany(name => entry.Texts(name).Order(StringComparer.Ordinal).Select(value => $"{name}: {value}")))
        : "";

    /// <summary>All of it, but for when objects were created.</summary>
    public string Everything() => string.Join("\n\n", Names.Select(dn => $"{dn}\n{string.Join('\n', Text(dn).Split('\n').Where(line => !line.StartsWith("whenCreated", StringComparison.Ordinal)))}"));

    public void Put(string dn, string objectClass, params ReadOnlySpan<(string Attribute, string Value)> attributes)
    {
        List<(string Attribute, string Value)> all = [("objectClass", objectClass), .. attributes];
        entries[DistinguishedName.Parse(dn)] = Stamped(new DirectoryEntry(
            dn, all.Select(one => KeyValuePair.Create(one.Attribute, (ImmutableArray<OctetString>)[new OctetString(one.Value)]))));
    }

    public void Remove(string dn) => entries.Remove(DistinguishedName.Parse(dn));

    public async Task<SearchOutcome> SearchAsync(DirectorySearch search, CancellationToken cancellationToken)
    {
        await Before("search");
        if (Away is { } failure)
        {
            return new SearchOutcome.Failed(failure);
        }

        var ldif = new StringBuilder();
        foreach (var (name, entry) in entries.Where(one => MaySee(one.Key)))
        {
            ldif.Append("dn:: ").Append(Base64(name.ToString())).Append('\n');
            foreach (var attribute in entry.AttributeNames)
            {
                foreach (var value in entry.Texts(attribute))
                {
                    ldif.Append(attribute).Append(":: ").Append(Base64(value)).Append('\n');
                }
            }

            ldif.Append(CultureInfo.InvariantCulture, $"cn:: {Base64(name.FirstValue)}\n\n");
        }

        return LdifDirectory.Parse(ldif.ToString(), Source) is OpenOutcome.Opened { Directory: var export }
            ? await export.SearchAsync(search, cancellationToken)
            : throw new InvalidOperationException(ldif.ToString());
    }

    public async Task<WriteOutcome> AddAsync(DirectoryEntry entry, CancellationToken cancellationToken)
    {
        await Before($"add {entry.DistinguishedName}");
        var name = DistinguishedName.Parse(entry.DistinguishedName);
        return Away is { } failure ? new WriteOutcome.Failed(failure)
            : entries.ContainsKey(name) ? Refused(AlreadyThere)
            : !entries.ContainsKey(name.Parent!) ? Refused(NoSuchObject)
            : !MayWrite(name.Parent!) ? Refused(NoRight)
            : Done(() => entries.Add(name, Stamped(entry)));
    }

    public async Task<WriteOutcome> ModifyAsync(string distinguishedName, IEnumerable<AttributeChange> changes, CancellationToken cancellationToken)
    {
        await Before($"modify {distinguishedName}");
        var (name, all) = (DistinguishedName.Parse(distinguishedName), changes.ToArray());
        return Away is { } failure ? new WriteOutcome.Failed(failure)
            : !entries.TryGetValue(name, out var entry) ? Refused(NoSuchObject)
            : !MayWrite(name) ? Refused(NoRight)
            : all.Any(change => change.Kind is ChangeKind.Add && change.Values.Any(value => Has(entry, change.Attribute, value))) ? Refused(ValueThere)
            : all.Any(change => change.Kind is ChangeKind.Delete && change.Values.Any(value => !Has(entry, change.Attribute, value))) ? Refused(NoSuchValue)
            : Done(() => entries[name] = all.Aggregate(entry, With));
    }

    public async Task<WriteOutcome> DeleteAsync(string distinguishedName, CancellationToken cancellationToken)
    {
        await Before($"delete {distinguishedName}");
        var name = DistinguishedName.Parse(distinguishedName);
        return Away is { } failure ? new WriteOutcome.Failed(failure)
            : !entries.ContainsKey(name) ? Refused(NoSuchObject)
            : entries.Keys.Any(other => name.Equals(other.Parent)) ? Refused(NotALeaf)
            : !MayWrite(name) ? Refused(NoRight)
            : Done(() => entries.Remove(name));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool Has(DirectoryEntry entry, string attribute, OctetString value) => entry.Texts(attribute).Contains(value.Text, StringComparer.OrdinalIgnoreCase);

    private static DirectoryEntry With(DirectoryEntry entry, AttributeChange change)
    {
        var before = entry.Values(change.Attribute);
        ImmutableArray<OctetString> values = change.Kind switch
        {
            ChangeKind.Add => [.. before, .. change.Values],
            ChangeKind.Delete => [.. before.Where(value => !change.Values.Any(gone => gone.Text.Equals(value.Text, StringComparison.OrdinalIgnoreCase)))],
            _ => change.Values,
        };
        return new DirectoryEntry(entry.DistinguishedName,
        [
            .. entry.AttributeNames.Where(name => !name.Equals(change.Attribute, StringComparison.OrdinalIgnoreCase)).Select(name => KeyValuePair.Create(name, entry.Values(name))),
            .. values is [] ? Array.Empty<KeyValuePair<string, ImmutableArray<OctetString>>>() : [KeyValuePair.Create(change.Attribute, values)],
        ]);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private DirectoryEntry Stamped(DirectoryEntry entry) => new(entry.DistinguishedName,
    [
        .. entry.AttributeNames.Select(name => KeyValuePair.Create(name, entry.Values(name))),
        KeyValuePair.Create("whenCreated", (ImmutableArray<OctetString>)[new OctetString(string.Create(CultureInfo.InvariantCulture, $"2026010100{created++ / 60:00}{created % 60:00}.0Z"))]),
    ]);

    private WriteOutcome.Done Done(Action write)
    {
        write();
        Writes++;
        return new WriteOutcome.Done();
    }

    private WriteOutcome.Failed Refused(int code) => new(new DirectoryFailure.Refused(Source, code, ""));
}
