namespace Signpost.Fuzz; public sealed class T { [Fact] public void A() => Assert.Equal(1, 1); }
