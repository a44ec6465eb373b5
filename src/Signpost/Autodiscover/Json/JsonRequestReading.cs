namespace Signpost.Autodiscover.Json;

/// <summary>What came of reading a request.</summary>
public abstract record JsonRequestReading
{
    private JsonRequestReading()
    {
    }

    /// <summary>It could be read.</summary>
    public sealed record Ok(JsonRequest Value) : JsonRequestReading;

    /// <summary>It is none: this is to be answered, with HTTP 400.</summary>
    public sealed record Refused(JsonResponse.Error Answer) : JsonRequestReading;
}
