using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Signpost;
using Signpost.Discovery;
using Signpost.Dns;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="SignpostClient"/>.</summary>
public static class SignpostServiceCollectionExtensions
{
    /// <summary>Registers <see cref="SignpostClient"/> as a singleton, with the defaults.</summary>
    /// <remarks>
    /// A <see cref="TimeProvider"/>, an <see cref="IServiceResolver"/>, an <see cref="ILoggerFactory"/> and an <see cref="IMeterFactory"/> are
    /// taken from the container, where they are there.
    /// </remarks>
    public static ISignpostBuilder AddSignpost(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(Create);
        return new SignpostBuilder(services);
    }

    /// <summary>Registers <see cref="SignpostClient"/> as a singleton and says how it is to go about it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Varies the options; several calls work on one another's results, in their order.</param>
    public static ISignpostBuilder AddSignpost(this IServiceCollection services, Func<DiscoveryOptions, DiscoveryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddSignpost((_, options) => configure(options));
    }

    /// <summary>Registers <see cref="SignpostClient"/> as a singleton and says how it is to go about it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Varies the options by what the container holds; several calls work on one another's results, in their order.</param>
    public static ISignpostBuilder AddSignpost(this IServiceCollection services, Func<IServiceProvider, DiscoveryOptions, DiscoveryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = services.AddSignpost();
        services.AddSingleton(new SignpostVariation(configure));
        return builder;
    }

    private static SignpostClient Create(IServiceProvider services)
    {
        var options = services.GetServices<SignpostVariation>().Aggregate(new DiscoveryOptions(), (so, variation) => variation.Vary(services, so));
        SignpostHandler[] handlers = [.. services.GetServices<SignpostHandler>()];
        if (handlers is not [])
        {
            options = options with
            {
                WrapHandler = new HandlerChain(services.GetRequiredService<IServiceScopeFactory>(), handlers, options.WrapHandler).Wrap,
            };
        }

        return new SignpostClient(
            options, services.GetService<IServiceResolver>(), services.GetService<TimeProvider>(), random: null,
            services.GetService<ILoggerFactory>(), services.GetService<IMeterFactory>());
    }
}
