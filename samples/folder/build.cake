// The addin from a folder that "dotnet publish addins.csproj -o tools/goji" has made: Cake starts no NuGet client for it.
#r "tools/goji/Goji.Cake.dll"

GojiInit();
GojiReport report = GojiProcess(new GojiSettings { Sandbox = true });
Information("{0} jobs", report.Jobs.Count);
