using System.Collections.Immutable;

namespace Signpost.Autodiscover.Soap;

/// <summary>A version of Exchange as clients name it: <c>Exchange2013_SP1</c>. It is compared by age, not as text.</summary>
public readonly record struct ExchangeVersion
{
    private readonly int age;

    private ExchangeVersion(int age) => this.age = age;

    /// <summary>The names that are known, the oldest first.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "Exchange2007", "Exchange2007_SP1", "Exchange2010", "Exchange2010_SP1", "Exchange2010_SP2", "Exchange2013", "Exchange2013_SP1",
        "Exchange2015", "Exchange2015_SP1", "Exchange2016",
    ];

    /// <summary>The newest that is known.</summary>
    public static ExchangeVersion Newest { get; } = new(Names.Length - 1);

    /// <summary>Reads a name. Clients name versions newer than the server (exchangelib begins with its newest): any year of this century is read as the newest known.</summary>
    public static bool TryParse(string text, out ExchangeVersion version)
    {
        var known = Names.IndexOf(text);
        version = known >= 0 ? new ExchangeVersion(known) : Newest;
        return known >= 0 || IsName(text);
    }

    /// <summary>Whether it is that version or a later one.</summary>
    public bool IsAtLeast(ExchangeVersion other) => age >= other.age;

    /// <summary>The name.</summary>
    public override string ToString() => Names[age];

    private static bool IsName(string text) => text.AsSpan() switch
    {
        ['E', 'x', 'c', 'h', 'a', 'n', 'g', 'e', '2', '0', var decade, var year, .. var rest] =>
            char.IsAsciiDigit(decade) && char.IsAsciiDigit(year) && (rest is "" || (rest is ['_', 'S', 'P', .. { Length: > 0 } pack] && !pack.ContainsAnyExceptInRange('0', '9'))),
        _ => false,
    };
}
