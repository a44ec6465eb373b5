namespace Signpost.Ews;

/// <summary>From a time to another as messages write it (MS-OXWSCDATA section 2.2.4.28, Duration). It may be the wrong way round.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends, itself not in it.</param>
public readonly record struct EwsDuration(EwsTime Start, EwsTime End);
