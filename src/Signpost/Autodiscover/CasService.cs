namespace Signpost.Autodiscover;

/// <summary>What a CAS offers by HTTP.</summary>
public enum CasService
{
    /// <summary>Exchange Web Services.</summary>
    Ews,

    /// <summary>Free/busy.</summary>
    Availability,

    /// <summary>Out of office.</summary>
    Oof,

    /// <summary>The offline address book.</summary>
    AddressBook,

    /// <summary>ActiveSync, for phones.</summary>
    ActiveSync,
}

/// <summary>Where a client stands.</summary>
public enum Vantage
{
    /// <summary>In the network of the organization: an SCP led to the answer.</summary>
    Inside,

    /// <summary>Anywhere else.</summary>
    Outside,
}
