namespace Goji.Passes;

/// <summary>Is called before and after each step of a pass, so that the crash harness can end the process there.</summary>
internal interface IPassProbe
{
    void Before(PassStep step);

    void After(PassStep step);
}
