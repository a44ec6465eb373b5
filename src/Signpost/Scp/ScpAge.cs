namespace Signpost.Scp;

/// <summary>Which SCP is older: whenCreated, and what decides where that is the same second.</summary>
/// <remarks>
/// An order must be total to be the same for everyone. uSNCreated counts on one domain controller only; so that it decides among the SCPs of one source
/// and the order still has no circles, the source itself stands before it.
/// </remarks>
internal sealed class ScpAge : IComparer<ServiceConnectionPoint>
{
    /// <summary>Oldest first.</summary>
    public static ScpAge OldestFirst { get; } = new(byName: false);

    /// <summary>Oldest first, then by common name: the order inside the client's site.</summary>
    public static ScpAge OldestThenName { get; } = new(byName: true);

    private readonly bool byName;

    private ScpAge(bool byName) => this.byName = byName;

    /// <inheritdoc/>
    public int Compare(ServiceConnectionPoint? x, ServiceConnectionPoint? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ReadOnlySpan<int> verdicts =
        [
            NullLast(x.WhenCreated, y.WhenCreated),
            byName ? string.Compare(x.Cn, y.Cn, StringComparison.OrdinalIgnoreCase) : 0,
            string.Compare(x.Source, y.Source, StringComparison.OrdinalIgnoreCase),
            NullLast(x.UsnCreated, y.UsnCreated),
            ByBytes(x.ObjectGuid, y.ObjectGuid),
            string.Compare(x.DistinguishedName, y.DistinguishedName, StringComparison.OrdinalIgnoreCase),
            string.CompareOrdinal(x.DistinguishedName, y.DistinguishedName),
            string.CompareOrdinal(x.Url.OriginalString, y.Url.OriginalString),
        ];
        var decides = verdicts.IndexOfAnyExcept(0);
        return decides < 0 ? 0 : verdicts[decides];
    }

    private static int NullLast<T>(T? x, T? y)
        where T : struct, IComparable<T> => (x, y) switch
        {
            ({ } one, { } other) => one.CompareTo(other),
            (null, null) => 0,
            (null, _) => 1,
            _ => -1,
        };

    private static int ByBytes(Guid? x, Guid? y)
    {
        if (x is not { } one || y is not { } other)
        {
            return NullLast(x, y);
        }

        Span<byte> left = stackalloc byte[16];
        Span<byte> right = stackalloc byte[16];
        _ = one.TryWriteBytes(left) && other.TryWriteBytes(right);
        return left.SequenceCompareTo(right);
    }
}
