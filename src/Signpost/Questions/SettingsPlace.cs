using Signpost.Autodiscover;

namespace Signpost.Questions;

/// <summary>Where somebody's settings are asked for first.</summary>
/// <param name="Url">The endpoint.</param>
/// <param name="IsHearsay">Whether an untrusted network could have made it up.</param>
/// <param name="Terms">On which terms it is asked.</param>
/// <param name="Hops">The redirects on the way to it.</param>
internal sealed record SettingsPlace(Uri Url, bool IsHearsay, ConversationTerms Terms, HopBudget Hops);
