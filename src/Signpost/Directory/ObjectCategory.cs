namespace Signpost.Directory;

/// <summary>The category of an object: a DN of the schema that may be asked for by its short name (MS-ADTS section 3.1.1.3.1.3.5).</summary>
internal static class ObjectCategory
{
    /// <summary>Whether an object is of a category, given as <c>serviceConnectionPoint</c> or as <c>CN=Service-Connection-Point,CN=Schema,…</c>.</summary>
    public static bool Is(LdifEntry entry, ReadOnlySpan<byte> wanted)
    {
        if (AttributeValue.TextOf(wanted) is not { } text)
        {
            return false;
        }

        var isDn = DistinguishedName.TryParse(text, out var name) && name.Depth > 1;
        var shortName = Short(isDn ? name!.FirstValue : text);
        var hasCategory = false;
        foreach (var attribute in entry.Attributes)
        {
            if (attribute.Is("objectCategory"))
            {
                hasCategory = true;
                if (isDn ? AttributeValue.AreEqual(attribute.Value.Span, wanted) : Short(FirstValueOf(attribute.Value.Span)) == shortName)
                {
                    return true;
                }
            }
        }

        // An export made for other eyes often lacks it; the class then says the same for what we look for.
        return !hasCategory && Array.Exists(
            entry.Attributes, attribute => attribute.Is("objectClass") && Short(AttributeValue.TextOf(attribute.Value.Span) ?? "") == shortName);
    }

    private static string FirstValueOf(ReadOnlySpan<byte> value) =>
        DistinguishedName.TryParse(AttributeValue.TextOf(value), out var name) ? name.FirstValue : "";

    // A class named serviceConnectionPoint has CN=Service-Connection-Point: the schema's names differ by hyphens and case.
    private static string Short(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
