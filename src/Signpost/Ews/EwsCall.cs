namespace Signpost.Ews;

/// <summary>What goes before every request, in its headers. Text that was not given is "".</summary>
public abstract record EwsCall
{
    private protected EwsCall()
    {
    }

    /// <summary>The version of Exchange the client speaks to (<c>RequestServerVersion</c>); clients also name versions that never were.</summary>
    public string RequestServerVersion { get; init; } = "";

    /// <summary>The Windows name of the zone of times without one (<c>TimeZoneContext</c>).</summary>
    public string TimeZoneId { get; init; } = "";
}
