using Cake.Core.IO;

namespace Goji.Cake.Tests.BuildServers;

internal sealed class RecordingProcesses : IProcessRunner
{
    public List<string> Started { get; } = [];

    public int ExitCode { get; set; }

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        Started.Add($"{filePath} {settings.Arguments.Render()}");
        return new Ended(ExitCode);
    }

    private sealed class Ended(int exitCode) : IProcess
    {
        public void WaitForExit()
        {
        }

        public bool WaitForExit(int milliseconds) => true;

        public int GetExitCode() => exitCode;

        public IEnumerable<string> GetStandardError() => [];

        public IEnumerable<string> GetStandardOutput() => [];

        public void Kill()
        {
        }

        public void Dispose()
        {
        }
    }
}
