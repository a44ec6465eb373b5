using Signpost.Conformance.Calendars;

namespace Signpost.Conformance.Availability;

/// <summary>The same calendars in a Radicale beside the CAS.</summary>
public sealed class CalDavCas : AskedCas
{
    /// <summary>Makes the calendar of a mailbox.</summary>
    internal static async Task MakeAsync(Radicale radicale, string address)
    {
        var home = address.Split('@')[0];
        await radicale.MakeAsync("MKCOL", $"{home}/");
        await radicale.MakeAsync("MKCALENDAR", $"{home}/calendar/");
    }

    /// <summary>Puts a resource there, as a calendar program does.</summary>
    internal static Task PutAsync(Radicale radicale, string address, CalendarEntry entry) =>
        radicale.PutAsync($"{address.Split('@')[0]}/calendar/{Uri.EscapeDataString(entry.Id)}.ics", CalendarEntry.Object(entry));

    protected override void RequireWhatItNeeds() => Radicale.Require();

    protected override async Task<IAsyncDisposable> StartAsync(string folder)
    {
        var radicale = new Radicale();
        try
        {
            await radicale.StartAsync();
            foreach (var (address, entries) in Diaries.All)
            {
                await MakeAsync(radicale, address);
                foreach (var entry in entries)
                {
                    await PutAsync(radicale, address, entry);
                }
            }

            return new Several([radicale, await Lab.ServeAsync("cas1", ["Calendars__TimeZone=Europe/Paris", .. radicale.Settings])]);
        }
        catch
        {
            await radicale.DisposeAsync();
            throw;
        }
    }
}
