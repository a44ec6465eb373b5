using Signpost.Autodiscover.Soap;

namespace Signpost.Tests.Autodiscover.Soap;

public sealed class UserSettingNamesTests
{
    [Fact]
    public void Each_name_stands_once() => Assert.Equal(UserSettingNames.All.Length, UserSettingNames.All.Select(one => one.Name).Distinct().Count());

    [Theory]
    [InlineData(UserSettingGroup.User, 9)]
    [InlineData(UserSettingGroup.InternalServer, 11)]
    [InlineData(UserSettingGroup.ExternalServer, 6)]
    [InlineData(UserSettingGroup.Services, 18)]
    [InlineData(UserSettingGroup.WebClient, 2)]
    [InlineData(UserSettingGroup.InternalEcp, 14)]
    [InlineData(UserSettingGroup.ExternalEcp, 14)]
    [InlineData(UserSettingGroup.EcpFragment, 12)]
    [InlineData(UserSettingGroup.Mail, 6)]
    [InlineData(UserSettingGroup.Other, 9)]
    public void Every_group_is_whole(UserSettingGroup group, int count) => Assert.Equal(count, UserSettingNames.All.Count(one => one.Group == group));

    [Theory]
    [InlineData("InternalEwsUrl", UserSettingClass.StringSetting)]
    [InlineData("ExternalWebClientUrls", UserSettingClass.WebClientUrlCollectionSetting)]
    [InlineData("InternalPop3Connections", UserSettingClass.ProtocolConnectionCollectionSetting)]
    [InlineData("AlternateMailboxes", UserSettingClass.AlternateMailboxCollectionSetting)]
    [InlineData("DocumentSharingLocations", UserSettingClass.DocumentSharingLocationCollectionSetting)]
    [InlineData("ExternalEcpTeamMailboxHidingUrl", UserSettingClass.StringSetting)]
    [InlineData("EcpVoicemailUrlFragment", UserSettingClass.StringSetting)]
    public void A_name_says_what_its_value_is(string name, UserSettingClass valueClass) => Assert.Equal(valueClass, UserSettingNames.Find(name)?.Class);

    [Theory]
    [InlineData("NoSuchSetting")]
    [InlineData("internalewsurl")]
    [InlineData("EcpTeamMailboxHidingUrlFragment")]
    [InlineData("")]
    public void Other_names_are_not_known(string name) => Assert.Null(UserSettingNames.Find(name));
}
