namespace Signpost.Server.Recurrence;

/// <summary>How long one period of a recurrence rule is (RFC 5545 section 3.3.10, FREQ), shortest first.</summary>
internal enum Frequency
{
    Secondly,
    Minutely,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}
