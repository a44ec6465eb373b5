using Microsoft.Extensions.Logging.Abstractions;
using Signpost.Availability;
using Signpost.Server.Configuration;
using Signpost.Server.Ews;
using Signpost.Server.Hosting;
using Signpost.Server.Logon;
using Signpost.Server.Tests.Availability;
using Signpost.Server.Tests.Calendars.Reading;
using Signpost.Server.Tests.Mailboxes;
using Signpost.Server.Tests.Mailboxes.AddressBook;
using Signpost.Transport;

namespace Signpost.Server.Tests.Hosting;

public sealed class DirectoryBackingTests : IDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("signpost-backing-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_list_of_the_directory_is_busy_when_a_calendar_of_its_members_is()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "ann@contoso.test.ics"), Ics.Event("DTSTART:20260302T080000Z", "DURATION:PT1H"));
        File.WriteAllText(Path.Combine(folder.FullName, "bob@contoso.test.ics"), Ics.Event("DTSTART:20260302T100000Z", "DURATION:PT1H"));
        var forest = Town.Read(
            Town.Person("Ann", "mail: ann@contoso.test"), Town.Person("Bob", "mail: bob@contoso.test"),
            Village.Group("All", "mail: all@contoso.test", $"member: {Village.Dn("Ann")}", $"member: {Village.Dn("Some")}"),
            Village.Group("Some", "mail: some@contoso.test", $"member: {Village.Dn("Bob")}", $"member: {Village.Dn("All")}"));
        var configuration = RunningCas.Configuration() with
        {
            Directory = Town.Forest(forest),
            Calendars = new CalendarConfiguration(new CalendarPlace.Folder(folder.FullName), Diaries.Office),
        };
        await using var backing = DirectoryBacking.Create(configuration, NullLoggerFactory.Instance, TimeProvider.System);
        var operation = Assert.Single(backing.Operations, one => one.Names.Contains("GetUserAvailabilityRequest"));

        var reply = Assert.IsType<EwsReply.Message>(await operation.AnswerAsync(
            new EwsQuestion(AvailabilityCodec.WriteRequest(Diaries.Ask("all")), new Caller("ann", "Basic"), new ServerVersionInfo(15, 1, 0, 0, "V2017_07_11")),
            TestContext.Current.CancellationToken));

        var answer = Assert.IsType<FreeBusyResponse.Answer>(Assert.IsType<CodecReading<FreeBusyResponse>.Ok>(AvailabilityCodec.ReadResponse(reply.Document)).Value);
        Assert.Equal("0022002200", Assert.Single(answer.Mailboxes).View.Merged!.Value.Digits);
    }
}
