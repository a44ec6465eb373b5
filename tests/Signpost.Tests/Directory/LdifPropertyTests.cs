using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Signpost.Directory;
using Signpost.Tests.Fakes;

namespace Signpost.Tests.Directory;

public sealed class LdifPropertyTests
{
    [Fact]
    public void However_it_is_written_the_same_objects_are_read() => Gen.Select(AnyLdif.Any, Gen.Int).Sample((entries, seed) =>
    {
        var found = Search(AnyLdif.Write(entries, new Random(seed)), new DirectorySearch("", SearchScope.Subtree, LdapFilter.AllOf(), []));

        Assert.Equal(entries.Length, found.Length);
        Assert.All(entries.Zip(found), pair => Assert.True(AnyLdap.Same(pair.First, pair.Second)));
    });

    [Fact]
    public void Damaged_files_are_read_or_refused_but_never_throw() => Gen.Select(AnyLdif.Any, Gen.Int, Mutation.Any).Sample((entries, seed, damage) =>
    {
        switch (LdifDirectory.Parse(damage(AnyLdif.Write(entries, new Random(seed))), "forest.ldif"))
        {
            case OpenOutcome.Opened { Directory: var directory }:
                Assert.IsType<SearchOutcome.Completed>(Search(directory, new DirectorySearch("", SearchScope.Subtree, LdapFilter.Has("cn"), [])));
                break;
            case OpenOutcome.Failed failed:
                Assert.IsType<DirectoryFailure.BadFile>(failed.Failure);
                break;
            default:
                Assert.Fail("neither opened nor failed");
                break;
        }
    });

    [Fact]
    public void A_bad_line_is_told_by_its_number() => Gen.Select(AnyLdif.Any, Gen.Int, Gen.Int[0, int.MaxValue]).Sample((entries, seed, where) =>
    {
        var lines = Encoding.Latin1.GetString(AnyLdif.Write(entries, new Random(seed))).Split('\n').ToList();
        var places = Enumerable.Range(0, lines.Count).Where(n => !lines[n].StartsWith(' ')).ToArray();
        var place = places[where % places.Length];
        lines.Insert(place, "not a value");

        var failure = Ldif.Failure(Encoding.Latin1.GetBytes(string.Join('\n', lines)));

        Assert.Equal((place + 1, "no colon in 'not a value'"), (failure.Line, failure.What));
    });

    [Fact]
    public void Searches_find_what_a_naive_reading_of_the_rules_finds() => Gen.Select(
        AnyLdif.Related, Gen.Int, AnyLdif.Filter, Gen.Enum<SearchScope>(), Gen.Int[0, int.MaxValue]).Sample((entries, seed, filter, scope, pick) =>
    {
        var start = entries[pick % entries.Length].DistinguishedName.ToUpperInvariant();

        var found = Search(AnyLdif.Write(entries, new Random(seed)), new DirectorySearch(start, scope, filter, []));

        var expected = entries.Where(entry => IsIn(entry, DistinguishedName.Parse(start), scope) && Verdict(filter, entry) == Yes);
        Assert.Equal(expected.Select(entry => entry.DistinguishedName), found.Select(entry => entry.DistinguishedName));
    }, iter: 2000);

    // Kleene's logic: and is the least, or the greatest, not the mirror image.
    private const int No = 0;
    private const int Maybe = 1;
    private const int Yes = 2;

    private static int Verdict(LdapFilter filter, DirectoryEntry entry) => filter switch
    {
        LdapFilter.And and => and.All.Select(inner => Verdict(inner, entry)).Append(Yes).Min(),
        LdapFilter.Or or => or.Any.Select(inner => Verdict(inner, entry)).Append(No).Max(),
        LdapFilter.Not not => Yes - Verdict(not.Inner, entry),
        LdapFilter.Present test => Some(test.Attribute, entry, _ => true),
        LdapFilter.Equal test => Some(test.Attribute, entry, value => Meaning(value) == Meaning(test.Value.Text)),
        LdapFilter.GreaterOrEqual test => Some(test.Attribute, entry, value => Order(value, test.Value.Text) >= 0),
        LdapFilter.LessOrEqual test => Some(test.Attribute, entry, value => Order(value, test.Value.Text) <= 0),
        LdapFilter.Substrings test => Some(test.Attribute, entry, value => Regex.IsMatch(
            value.ToUpperInvariant(),
            $"^{Part(test.Initial)}.*{string.Concat(test.Middle.Select(part => $"{Part(part)}.*"))}{Part(test.Final)}$")),
        _ => throw new InvalidOperationException(),
    };

    private static int Some(string attribute, DirectoryEntry entry, Func<string, bool> test) =>
        attribute.Contains(' ', StringComparison.Ordinal) ? Maybe : entry.Texts(attribute).Any(test) ? Yes : No;

    private static string Part(OctetString? part) => Regex.Escape(part?.Text.ToUpperInvariant() ?? "");

    private static string Meaning(string text) => Moment(text)?.ToString("O") ?? text.ToUpperInvariant().Replace(", ", ",", StringComparison.Ordinal);

    private static int Order(string left, string right) =>
        long.TryParse(left, CultureInfo.InvariantCulture, out var one) && long.TryParse(right, CultureInfo.InvariantCulture, out var other) ? one.CompareTo(other)
        : Moment(left) is { } earlier && Moment(right) is { } later ? earlier.CompareTo(later)
        : string.CompareOrdinal(left.ToUpperInvariant(), right.ToUpperInvariant());

    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParseExact(
            text.Replace("Z", "+0000", StringComparison.Ordinal).Replace(".0", "", StringComparison.Ordinal), "yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    private static bool IsIn(DirectoryEntry entry, DistinguishedName start, SearchScope scope)
    {
        var name = DistinguishedName.Parse(entry.DistinguishedName);
        return name.IsAtOrBelow(start) && scope switch
        {
            SearchScope.Base => name.Depth == start.Depth,
            SearchScope.OneLevel => name.Depth == start.Depth + 1,
            _ => true,
        };
    }

    private static DirectoryEntry[] Search(byte[] ldif, DirectorySearch search) =>
        [.. Assert.IsType<SearchOutcome.Completed>(
            Search(Assert.IsType<OpenOutcome.Opened>(LdifDirectory.Parse(ldif, "forest.ldif")).Directory, search)).Entries];

    // A forest in memory answers at once.
    private static SearchOutcome Search(IDirectory directory, DirectorySearch search)
    {
        var answer = directory.SearchAsync(search, CancellationToken.None);
        Assert.True(answer.IsCompletedSuccessfully);
        return answer.Result;
    }
}
