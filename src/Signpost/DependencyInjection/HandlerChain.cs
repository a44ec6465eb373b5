namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Builds the registered handlers around that of an attempt.</summary>
/// <param name="scopes">Where the handlers come from: out of the root, what is disposable would stay until its end.</param>
/// <param name="handlers">The outermost first.</param>
/// <param name="inside">What the options put around the attempt's handler; it stays inside.</param>
internal sealed class HandlerChain(
    IServiceScopeFactory scopes, IReadOnlyList<SignpostHandler> handlers, Func<HttpMessageHandler, HttpMessageHandler>? inside)
{
    public HttpMessageHandler Wrap(HttpMessageHandler attempt)
    {
        var scope = scopes.CreateScope();
        var chain = inside is null ? attempt : inside(attempt);
        foreach (var registered in handlers.Reverse())
        {
            var handler = registered.Create(scope.ServiceProvider);
            if (handler.InnerHandler is not null)
            {
                throw new InvalidOperationException($"{handler.GetType()} is in use already: each attempt needs a new one, register it as transient");
            }

            handler.InnerHandler = chain;
            chain = handler;
        }

        return new ScopedHandler(chain, scope);
    }

    /// <summary>Ends the scope with the chain.</summary>
    private sealed class ScopedHandler(HttpMessageHandler chain, IServiceScope scope) : DelegatingHandler(chain)
    {
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
            {
                scope.Dispose();
            }
        }
    }
}
