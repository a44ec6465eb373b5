namespace Signpost.Oof;

/// <summary>Who outside the organization gets an answer (MS-OXWOOF, ExternalAudience), the fewest first.</summary>
public enum ExternalAudience
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>Who is in the owner's address book.</summary>
    Known,

    /// <summary>Everybody.</summary>
    All,
}
