using Signpost.Discovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>One call's wish for the options.</summary>
internal sealed record SignpostVariation(Func<IServiceProvider, DiscoveryOptions, DiscoveryOptions> Vary);
