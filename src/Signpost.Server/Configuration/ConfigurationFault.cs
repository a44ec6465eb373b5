namespace Signpost.Server.Configuration;

/// <summary>Something in a configuration that can't be used.</summary>
/// <param name="Key">Where: <c>Directory.Url</c>; "" where the file itself is meant.</param>
/// <param name="What">What is wrong with it: one clause, lower-case start, no full stop.</param>
public sealed record ConfigurationFault(string Key, string What)
{
    /// <summary>Whether it is about a key, or one below it.</summary>
    internal bool IsIn(string key) => Key == key || Key.StartsWith($"{key}.", StringComparison.Ordinal);

    /// <summary>For people: the key and what is wrong with it.</summary>
    public override string ToString() => Key is "" ? What : $"{Key}: {What}";
}
