// The program ends the stream of events when it has none left. An event that it takes up before the
// page has noticed relies on a stream that will bring nothing any more, and Gradio opens no other:
// a question would stay without an answer until the next click.
let streams = 0;
let relied = false; // some event was taken up while a stream was open
const plain = window.fetch;

export const start = (nudge) => {
  const ended = () => {
    streams -= 1;
    if (streams || !relied) return;
    relied = false;
    // Any event opens a stream; what waits in the program comes by it, too.
    setTimeout(() => streams || nudge());
  };
  window.fetch = async (asked, ...more) => {
    const address = String(asked.url ?? asked);
    const streaming = address.includes("/queue/data");
    if (streaming) streams += 1;
    let answer;
    try {
      answer = await plain(asked, ...more);
    } catch (error) {
      if (streaming) ended();
      throw error;
    }
    if (address.includes("/queue/join") && streams) relied = true;
    if (streaming) {
      const whole = answer.clone().body?.pipeTo(new WritableStream());
      Promise.resolve(whole).then(ended, ended);
    }
    return answer;
  };
};
