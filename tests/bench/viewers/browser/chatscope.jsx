// @chatscope/chat-ui-kit-react: MessageList of Message. It has no markdown, buttons or cards: those go in as HTML (marked, unsanitized).
import { createRoot } from 'react-dom/client';
import { MainContainer, ChatContainer, MessageList, Message } from '@chatscope/chat-ui-kit-react';
import '@chatscope/chat-ui-kit-styles/dist/default/styles.min.css';
import { version } from '@chatscope/chat-ui-kit-react/package.json';
import { bodyHtml, time } from './html.js';

function model(m) {
    const base = {
        sender: m.role,
        sentTime: time(m.ts),
        direction: m.role === 'user' ? 'outgoing' : 'incoming',
        position: 'single'
    };
    if (m.kind === 'text') return { ...base, type: 'text', payload: m.text };
    if (m.kind === 'image')
        return { ...base, type: 'image', payload: { src: m.image.src, alt: m.image.alt, width: m.image.width } };
    return { ...base, type: 'html', payload: bodyHtml(m) };
}

const Chat = ({ messages }) => (
    <MainContainer>
        <ChatContainer>
            <MessageList>
                {messages.map((m) => (
                    <Message key={m.id} model={model(m)} />
                ))}
            </MessageList>
        </ChatContainer>
    </MainContainer>
);

window.benchAdapter = {
    name: '@chatscope/chat-ui-kit-react',
    version,
    messageSelector: 'section.cs-message',
    root: () => document.getElementById('root'),
    scroller: () => document.querySelector('.cs-message-list__scroll-wrapper')
};
window.startBench = async (messages) =>
    createRoot(document.getElementById('root')).render(<Chat messages={messages.slice()} />);
window.benchReady = () => true;
