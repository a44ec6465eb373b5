using Signpost.Discovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What can be added to a registered client.</summary>
public static class SignpostBuilderExtensions
{
    /// <summary>Puts a handler of the container in the way of every request to a CAS; register it as transient.</summary>
    /// <inheritdoc cref="AddHttpMessageHandler(ISignpostBuilder, Func{IServiceProvider, DelegatingHandler})" path="/remarks"/>
    public static ISignpostBuilder AddHttpMessageHandler<THandler>(this ISignpostBuilder builder)
        where THandler : DelegatingHandler => builder.AddHttpMessageHandler(services => services.GetRequiredService<THandler>());

    /// <summary>Puts a handler in the way of every request to a CAS.</summary>
    /// <remarks>
    /// The first that is added is the outermost. Each attempt has connections of its own, and so handlers and a scope of its own, which end with it;
    /// see <see cref="DiscoveryOptions.WrapHandler"/> for what a handler should leave alone.
    /// </remarks>
    /// <param name="builder">Where the client is registered.</param>
    /// <param name="create">Makes a new one each time, from the services of the attempt's scope.</param>
    public static ISignpostBuilder AddHttpMessageHandler(this ISignpostBuilder builder, Func<IServiceProvider, DelegatingHandler> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddSingleton(new SignpostHandler(create));
        return builder;
    }
}
