namespace Signpost.Sites;

/// <summary>An Active Directory site. Names compare without case, as the directory does.</summary>
public readonly record struct SiteName(string Value)
{
    /// <inheritdoc/>
    public bool Equals(SiteName other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The name.</summary>
    public override string ToString() => Value;
}
