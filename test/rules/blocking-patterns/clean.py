import asyncio
from concurrent.futures import ProcessPoolExecutor

import aiofiles
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda
from langchain_openai import ChatOpenAI
from langgraph.config import get_stream_writer

chain = ChatPromptTemplate.from_template("Explain {topic}.") | ChatOpenAI()
pool = ProcessPoolExecutor()


async def stream_answer(topic):
    async for chunk in chain.astream({"topic": topic}):
        yield chunk


async def answer(topic):
    return await chain.ainvoke({"topic": topic})


async def report_progress(items):
    writer = get_stream_writer()
    for index, item in enumerate(items):
        if index % 100 == 0:
            writer({"item": item})


def weather(city):
    return city


async def fetch_weather(city):
    await asyncio.sleep(0.1)
    return city


runnable = RunnableLambda(weather, afunc=fetch_weather)


async def weather_of(cities):
    return await runnable.abatch(cities, config={"max_concurrency": 10})


async def account(number):
    return await asyncio.gather(fetch_weather(number), fetch_weather(number + 1), fetch_weather(number + 2))


def simulate(seed):
    return sum(step * seed for step in range(10**7))


async def forecast(seed):
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(simulate, seed)
    return await loop.run_in_executor(pool, simulate, seed)


async def count_with_pauses(turns):
    for turn in range(turns):
        if turn % 1000 == 0:
            await asyncio.sleep(0)


async def write_lines(lines):
    async with aiofiles.open("lines.txt", "w") as file:
        await file.write("".join(lines))


totals_lock = asyncio.Lock()


async def add_to_totals(amount):
    async with totals_lock:
        await asyncio.sleep(amount)
